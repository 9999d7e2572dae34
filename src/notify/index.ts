/**
 * What a channel should hear, once: which events are news, which are over before they were told. Pure.
 */
export {};
