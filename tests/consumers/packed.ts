/** The package as a user has it: packed, and unpacked into an empty project. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Project {
  folder: string;
  /** The packed package. */
  tarball: string;
  remove(): Promise<void>;
}

/**
 * A folder outside of the repository, with tests/consumers/project in it and the packed package among its modules; its
 * dependency is taken from the repository's, as tests download nothing.
 */
export async function packedProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "certdelta-consumer-"));
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: join(root, "js"),
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const tarball = join(folder, filename);
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "certdelta"), { recursive: true });
  await run("tar", ["xzf", tarball, "--strip-components=1", "-C", join(modules, "certdelta")]);
  await cp(join(root, "node_modules/commander"), join(modules, "commander"), { recursive: true });
  await cp(fileURLToPath(new URL("project/", import.meta.url)), folder, { recursive: true });
  return { folder, tarball, remove: () => rm(folder, { recursive: true }) };
}

/** An executable among the repository's modules. */
export const tool = (path: string) => join(root, "node_modules", path);
