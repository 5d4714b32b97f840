import pg from 'pg';

/** Asks the database whether it is there, on a connection of its own: what holds up all others does not hold it up. */
export interface Probe {
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

/** A balancer waits so long at most; whoever answers later is not there. */
const PATIENCE_MS = 2000;

export function createProbe(connection: pg.ClientConfig): Probe {
  const pool = new pg.Pool({ ...connection, max: 1, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS });
  pool.on('error', () => {});
  /** Asked by several balancers at once it is one question. */
  let asked: Promise<boolean> | undefined;

  const ask = () =>
    pool.query('select 1').then(
      () => true,
      () => false,
    );

  return {
    answers() {
      asked ??= ask().finally(() => {
        asked = undefined;
      });
      return asked;
    },
    close: () => pool.end(),
  };
}
