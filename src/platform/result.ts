/** The outcome of something a user can get wrong: a value, or the fault as a value. Bugs are exceptions. */
export type Result<Value, Fault> = { ok: true; value: Value } | { ok: false; fault: Fault };

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });
export const refused = <Fault>(fault: Fault): { ok: false; fault: Fault } => ({ ok: false, fault });
