/**
 * HTTP: deliveries in, health and metrics out.
 */
export {};
