/** The client of NATS, a bundle of its own: only `work` loads it. */
export { AckPolicy, connect, headers, nanos } from "nats";
