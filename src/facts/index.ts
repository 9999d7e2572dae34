/**
 * What can happen: a fact says what, when, where and how it is known. Facts are appended and never changed. Here are
 * their types, one maker a kind, their keys, and the order in which they happened. Pure.
 */
export {};
