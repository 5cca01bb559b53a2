/** Shared by forms and the server: length is the one rule that helps. */
export const PASSWORD_MIN_LENGTH = 10;
export const PASSWORD_MAX_LENGTH = 200;
