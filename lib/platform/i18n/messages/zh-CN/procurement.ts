export const procurement = {} as const;
