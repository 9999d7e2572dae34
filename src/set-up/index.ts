/**
 * The page that registers the App with GitHub, where there are no credentials yet.
 */
export {};
