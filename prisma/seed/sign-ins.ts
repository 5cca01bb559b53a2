/** One simulated sign-in a role, printed at the end of a first start. */
export interface SignIn {
  username: string;
  password: string;
  role: string;
}

/** The scenario's sign-ins. */
export const signIns: readonly SignIn[] = [];
