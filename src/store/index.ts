/**
 * Tables, migrations, and the statements over them. Of the core it knows only the types, and it decides nothing.
 * `embedded/` holds what only the embedded database needs, `operator/` what the command line does to a whole
 * database.
 */
export {};
