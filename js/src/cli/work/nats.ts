/** The client of NATS, a bundle of its own: only `work` loads it. */
export { AckPolicy, connect, credsAuthenticator, headers, NatsError, nanos } from "nats";
