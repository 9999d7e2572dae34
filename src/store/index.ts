/**
 * Tables, migrations and the statements over them. It knows the core by its types alone and decides nothing.
 * `embedded/` holds what only the embedded database needs, `operator/` what the command line does to a whole database.
 */
export {};
