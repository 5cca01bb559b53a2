export const storage = {
  refusals: {
    short:
      "{goods} at {site}: {wanted} {unit} wanted, {available} {unit} can be issued, {missing} {unit} short. Take less, or take it from another site.",
    lessThanAPack:
      "{goods} at {site} leaves only in whole packs, and {wanted} {unit} is less than one. Give a number of whole packs.",
  },
} as const;
