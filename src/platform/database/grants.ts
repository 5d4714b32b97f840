import type pg from 'pg';

/** Privileges on a table or sequence as PostgreSQL names them. */
type Privileges = readonly string[];

const ORDINARY: Privileges = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
const SEQUENCE: Privileges = ['SELECT', 'USAGE'];

/** What the application may do where that is not reading and writing rows. */
export interface GrantRules {
  /** Tables (`schema.table`) on which it may do less. */
  less: Readonly<Record<string, Privileges>>;
  /** Schemas whose tables it also tidies: VACUUM, ANALYZE, REINDEX. */
  tidied: readonly string[];
}

/** Since this version the right to tidy a table can be granted; before, only its owner has it. */
const MAINTAIN_SINCE = 170_000;

interface Relation {
  schema: string;
  name: string;
  is_sequence: boolean;
  held: string[];
}

function wanted({ schema, name, is_sequence }: Relation, rules: GrantRules, version: number): Privileges {
  if (is_sequence) return SEQUENCE;
  const own = rules.less[`${schema}.${name}`] ?? ORDINARY;
  return rules.tidied.includes(schema) && version >= MAINTAIN_SINCE ? [...own, 'MAINTAIN'] : own;
}

const quoted = (client: pg.PoolClient, ...names: string[]) => names.map((name) => client.escapeIdentifier(name)).join('.');

async function grantSchemas(client: pg.PoolClient, role: string, schemas: readonly string[]): Promise<void> {
  const found = await client.query<{ name: string; held: string[] }>(
    `select n.nspname as name, array(
       select a.privilege_type from aclexplode(n.nspacl) a where a.grantee = $2::regrole::oid) as held
     from pg_namespace n where n.nspname = any($1)`,
    [schemas, quoted(client, role)],
  );
  for (const { name, held } of found.rows) {
    if (held.length === 1 && held[0] === 'USAGE') continue;
    await client.query(`revoke all on schema ${quoted(client, name)} from ${quoted(client, role)}`);
    await client.query(`grant usage on schema ${quoted(client, name)} to ${quoted(client, role)}`);
  }
}

async function grantRelations(client: pg.PoolClient, role: string, schemas: readonly string[], rules: GrantRules): Promise<void> {
  const server = await client.query<{ version: number }>("select current_setting('server_version_num')::int as version");
  const version = server.rows[0]?.version ?? 0;
  const found = await client.query<Relation>(
    `select n.nspname as schema, c.relname as name, c.relkind = 'S' as is_sequence, array(
       select a.privilege_type from aclexplode(c.relacl) a where a.grantee = $2::regrole::oid) as held
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm', 'S')`,
    [schemas, quoted(client, role)],
  );
  for (const relation of found.rows) {
    const privileges = wanted(relation, rules, version);
    if (privileges.toSorted().join() === relation.held.toSorted().join()) continue;
    const name = `${relation.is_sequence ? 'sequence' : 'table'} ${quoted(client, relation.schema, relation.name)}`;
    await client.query(`revoke all on ${name} from ${quoted(client, role)}`);
    await client.query(`grant ${privileges.join(', ')} on ${name} to ${quoted(client, role)}`);
  }
}

/** Functions are everybody's unless somebody took that away; then the application gets its own right. */
async function grantFunctions(client: pg.PoolClient, role: string, schemas: readonly string[]): Promise<void> {
  const found = await client.query<{ signature: string }>(
    `select p.oid::regprocedure::text as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = any($1) and not has_function_privilege($2, p.oid, 'EXECUTE')`,
    [schemas, role],
  );
  for (const { signature } of found.rows) await client.query(`grant execute on function ${signature} to ${quoted(client, role)}`);
}

/**
 * Gives the application's role what it needs on the schemas of the modules, and takes what it has beyond that. Only what
 * differs is written, so that a start with nothing to do leaves the catalogue alone. The caller holds the migration lock.
 */
export async function grantToApplication(
  client: pg.PoolClient,
  role: string,
  schemas: readonly string[],
  rules: GrantRules,
): Promise<void> {
  await client.query('begin');
  try {
    await grantSchemas(client, role, schemas);
    await grantRelations(client, role, schemas, rules);
    await grantFunctions(client, role, schemas);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/**
 * Makes the application's role where it is missing: it may sign in, and nothing else. Temporary tables are DDL too, so
 * nobody but the owner makes them in this database.
 */
export async function ensureApplicationRole(client: pg.ClientBase, role: string, password?: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const name = client.escapeIdentifier(role);
  if (!known.rowCount) {
    await client.query(`create role ${name} login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls`);
    if (password !== undefined) await client.query(`alter role ${name} password ${client.escapeLiteral(password)}`);
  }
  const open = await client.query(
    `select 1 from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
     where d.datname = current_database() and a.grantee = 0 and a.privilege_type = 'TEMPORARY'`,
  );
  if (!open.rowCount) return;
  const database = await client.query<{ name: string }>('select current_database() as name');
  await client.query(`revoke temporary on database ${client.escapeIdentifier(database.rows[0]?.name ?? '')} from public`);
}
