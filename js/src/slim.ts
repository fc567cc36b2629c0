/** All of "certdelta", with the core as a file of its own: compiled while it arrives, and cached like any other file. */
export * from "./index.js";
