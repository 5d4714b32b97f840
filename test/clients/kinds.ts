/** What a foreign client says of an address of ours. */
export interface Finding {
  address: string;
  /** What is wrong; undefined: nothing. */
  fault?: string | undefined;
  /** How much it has read, in a few words. */
  note: string;
}

export interface Instance {
  url: string;
  dataDir: string;
  /** A folder for files of this run. */
  folder: string;
  /** A check with a plan, as a stranger fills it in: the path of its pages. */
  plan: string;
  /** Public calendars of each kind. */
  calendars: string[];
}

export interface Client {
  name: string;
  /** What has to be done for it to be here; undefined: it is. */
  missing(): Promise<string | undefined>;
  check(instance: Instance): Promise<Finding[]>;
}
