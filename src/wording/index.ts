/**
 * Every text that people read. `rules/` has one file a rule with all that it says on any surface; the other folders are
 * the frames of one surface each, and `markdown/` escapes. Artefacts become content here, so that what writes to GitHub
 * needs no words. Pure; golden files hold the texts.
 */
export {};
