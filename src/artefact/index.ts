/**
 * What may be wanted on GitHub, as data: the union of artefacts with their traits, their keys and hidden markers,
 * what a rule is, and how a list of rules becomes a plan. The same for every subject. Pure.
 */
export {};
