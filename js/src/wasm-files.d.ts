/** The build puts a .wasm file into the bundle as base64 text. */
declare module "*.wasm" {
  const base64: string;
  export default base64;
}

/** The build puts the script of `worker.ts` there, as text. */
declare module "certdelta:worker-script" {
  const script: string;
  export default script;
}
