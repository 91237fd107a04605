/** Password hashing. */
export interface Passwords {
  /** PHC text with a fresh salt. */
  hash(password: string): Promise<string>;
  /** Takes as long when there is no hash, so that nobody can tell by the time whether an account exists. */
  verify(password: string, phc: string | null): Promise<boolean>;
}
