export const account = {
  signIn: {
    title: "Sign in",
    username: "User name",
    password: "Password",
    submit: "Sign in",
    wrong: "Wrong user name or password.",
    paused: "Too many attempts. Please try again in {seconds} seconds.",
    failed: "Sign-in is not available at the moment. Please try again later.",
    notInvited: "This account of the identity service has not been invited. Ask your area's administrator.",
    with: "Sign in with {name}",
    lead: "Sign in to see demand, stock and allocation in your area.",
  },
} as const;
