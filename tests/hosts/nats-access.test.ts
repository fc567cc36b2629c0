/** Who may connect to a nats-server, and how `certdelta work` says who it is: each way on a real server. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectionOptions, connect, credsAuthenticator } from "nats";
import { createAccount, createOperator, createUser, type KeyPair } from "nkeys.js";
import { afterAll, expect, test } from "vitest";
import { NatsServer } from "./nats-server.mjs";
import { root } from "./reference.js";

const folder = mkdtempSync(join(tmpdir(), "certdelta-access-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileWith = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const quietly = { status: 0, said: "" };

/** How a worker ends, and what it says. */
async function work(address: string, more: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const args = [join(root, "js/bin/certdelta.js"), "work", "--nats", address, "--until-empty", ...more];
  const worker = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  worker.stderr.on("data", (piece) => {
    said += piece;
  });
  const [status] = await once(worker, "close");
  return { status, said };
}

/** A server that `may` connect to, with one document for a worker; `records` counts what has become of it. */
async function guarded(
  server: NatsServer,
  may: ConnectionOptions,
  body: (records: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const admin = await connect({ servers: server.address.replace("tls://", ""), ...may });
  try {
    const { streams } = await admin.jetstreamManager();
    await streams.add({ name: "ALL", subjects: ["certdelta.*"] });
    await streams.add({ name: "REPORTS", subjects: ["reports.in"] });
    await admin.jetstream().publish("reports.in", "CNCERT/CC");
    await body(async () => (await streams.info("ALL")).state.messages);
  } finally {
    await admin.close();
    await server.remove();
  }
}

const refused = (address: string) => ({
  status: 2,
  said: `certdelta: ${address}: the server says: 'Authorization Violation' (unreadable)\n`,
});

test("user and password are part of the address, and of no message", async () => {
  const server = await NatsServer.start("--user", "ann", "--pass", "pa:ss/4711");
  await guarded(server, { user: "ann", pass: "pa:ss/4711" }, async (records) => {
    const at = (user: string) => server.address.replace("//", `//${user}@`);
    expect(await work(at("ann:wrong"))).toEqual(refused(server.address));
    expect(await work(at("ann:pa%3Ass%2F4711"))).toEqual(quietly);
    expect(await records()).toBe(1);
  });
});

test("a token stands in the place of user and password, and in no message", async () => {
  const server = await NatsServer.start("--auth", "to/ken@4711");
  await guarded(server, { token: "to/ken@4711" }, async (records) => {
    const at = (token: string) => server.address.replace("//", `//${token}@`);
    expect(await work(server.address)).toEqual(refused(server.address));
    expect(await work(at("wrong"))).toEqual(refused(server.address));
    expect(await work(at("to%2Fken%404711"))).toEqual(quietly);
    expect(await records()).toBe(1);
  });
});

const form = "an address is [nats:// or tls://][USER:PASSWORD@]HOST[:PORT]";
test.each([
  [
    "ann:secret@nowhere.invalid",
    "nowhere.invalid",
    "there is no connection: getaddrinfo ENOTFOUND nowhere.invalid",
    "unreadable",
  ],
  ["http://127.0.0.1:4222", "http://127.0.0.1:4222", form, "usage"],
  ["nats://127.0.0.1:99999", "nats://127.0.0.1:99999", form, "usage"],
  ["nats://ann:secret@", "nats://", form, "usage"],
  ["ann:100%@127.0.0.1", "127.0.0.1", "what stands before the @ is written as in a URL: % is %25", "usage"],
])("%s is told of in one line", async (address, shown, reason, code) => {
  expect(await work(address)).toEqual({ status: 2, said: `certdelta: ${shown}: ${reason} (${code})\n` });
});

/** A certificate authority of our own, and a certificate of it for this machine. */
function certificates(): { authority: string; certificate: string; key: string } {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...made, "-subj", "/CN=authority", "-days", "2", "-keyout", "ca.key", "-out", "ca.pem");
  openssl("req", ...made, "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr");
  const names = fileWith("names", "subjectAltName=IP:127.0.0.1,DNS:localhost");
  const signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", names, "-days", "2"];
  openssl("x509", "-req", "-in", "server.csr", ...signed, "-out", "server.pem");
  const [authority, certificate, key] = ["ca.pem", "server.pem", "server.key"].map((name) => join(folder, name));
  return { authority, certificate, key } as { authority: string; certificate: string; key: string };
}

test("tls:// asks for a certificate of an authority that Node knows", async () => {
  const { authority, certificate, key } = certificates();
  const server = await NatsServer.start("--tls", "--tlscert", certificate, "--tlskey", key, "--auth", "4711");
  const may = { token: "4711", tls: { ca: readFileSync(authority, "utf8") } };
  await guarded(server, may, async (records) => {
    const at = (scheme: string) => `${scheme}://4711@${new URL(server.address).host}`;
    expect(await work(at("tls"))).toEqual({
      status: 2,
      said: `certdelta: ${server.address}: there is no connection: unable to verify the first certificate (unreadable)\n`,
    });
    expect(await work(at("tls"), [], { NODE_EXTRA_CA_CERTS: authority })).toEqual(quietly);
    expect(await records()).toBe(1);
  });
});

/** A claim of NATS: a JWT that is signed with an nkey. */
function claim(issuer: KeyPair, subject: KeyPair, nats: { type: string } & Record<string, unknown>): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const name = nats.type;
  const body = { jti: name, iat: 0, iss: issuer.getPublicKey(), name, sub: subject.getPublicKey(), nats };
  const text = `${encoded({ typ: "JWT", alg: "ed25519-nkey" })}.${encoded({ ...body, nats: { version: 2, ...nats } })}`;
  return `${text}.${Buffer.from(issuer.sign(Buffer.from(text))).toString("base64url")}`;
}

/** What `nsc` would write for a user. */
function credentials(account: KeyPair): string {
  const user = createUser();
  const block = (what: string, text: string) => `-----BEGIN ${what}-----\n${text}\n------END ${what}------\n\n`;
  const limits = { pub: {}, sub: {}, subs: -1, data: -1, payload: -1 };
  const jwt = claim(account, user, { type: "user", ...limits });
  return block("NATS USER JWT", jwt) + block("USER NKEY SEED", Buffer.from(user.getSeed()).toString());
}

test("--creds takes a user's credentials", async () => {
  const [operator, system, account] = [createOperator(), createAccount(), createAccount()];
  const counts = ["subs", "data", "payload", "imports", "exports", "conn", "leaf"];
  const stored = ["mem_storage", "disk_storage", "streams", "consumer"];
  const unlimited = (names: string[]) => Object.fromEntries(names.map((name) => [name, -1]));
  const ofAccount = (pair: KeyPair, names: string[]) => {
    const limits = { ...unlimited(names), wildcards: true };
    return `${pair.getPublicKey()}: ${claim(operator, pair, { type: "account", limits })}`;
  };
  const configuration = `
    operator: ${claim(operator, operator, { type: "operator" })}
    system_account: ${system.getPublicKey()}
    resolver: MEMORY
    resolver_preload: {
      ${ofAccount(system, counts)}
      ${ofAccount(account, [...counts, ...stored])}
    }`;
  const server = await NatsServer.start("-c", fileWith("server.conf", configuration));
  const good = credentials(account);
  await guarded(server, { authenticator: credsAuthenticator(Buffer.from(good)) }, async (records) => {
    const wrong = fileWith("wrong.creds", credentials(createAccount()));
    expect(await work(server.address, ["--creds", wrong])).toEqual(refused(server.address));
    expect(await work(server.address, ["--creds", fileWith("no.creds", "none")])).toMatchObject({ status: 2 });
    expect(await work(server.address, ["--creds", fileWith("good.creds", good)])).toEqual(quietly);
    expect(await records()).toBe(1);
  });
});
