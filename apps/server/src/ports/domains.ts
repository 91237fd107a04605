/** Domains of e-mail addresses, and whose they are. */

export interface ProvedDomain {
  /** In lower case. */
  readonly domain: string;
  readonly provedAt: string;
  readonly provedBy: string;
}

/** Those of the tenant whose unit it is. */
export interface ProvedDomains {
  /** By their names. */
  list(): Promise<ProvedDomain[]>;
  /** Anew, where it was proved before. */
  put(domain: ProvedDomain): Promise<void>;
  /** false: it was not proved. */
  remove(domain: string): Promise<boolean>;
}

/** The name servers that answer for the world. */
export interface DomainRecords {
  /** Its TXT records, none where there is no such name; null: no name server answers. */
  texts(name: string): Promise<readonly string[] | null>;
}
