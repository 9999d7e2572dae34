/**
 * The policy file: the table of its keys, how the organisation's file and the repository's are layered, and what is
 * wrong with a file, as codes with data. `values/` reads single values; `explain/` has the codes and finds the likeliest. Pure; it
 * imports nothing of ours. What a mistake is called in words stands in `wording/policy-file/`.
 */
export {};
