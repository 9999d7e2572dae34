/**
 * The loop that brings GitHub to what is wanted: load, plan, ask, write, and again until nothing changes. One adapter a
 * subject.
 */
export {};
