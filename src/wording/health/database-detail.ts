type DatabaseFault = 'unreachable' | 'read_only' | 'low_disk_space';

const details: Readonly<Record<DatabaseFault, string>> = {
  unreachable: 'The database does not answer. Check that it runs and that DATABASE_URL is right.',
  read_only: 'The database is read-only. Point DATABASE_URL at the primary.',
  low_disk_space: 'The disk of DATA_DIR is nearly full. Free some space: no deliveries are taken until then.',
};

/** What is wrong with the database, and what to do about it. */
export function databaseDetail(fault: DatabaseFault): string {
  return details[fault];
}
