export const storage = {
  refusals: {
    short:
      "{site} 的{goods}：需要 {wanted} {unit}，可发 {available} {unit}，还差 {missing} {unit}。请减少数量或改从其他库点调。",
    lessThanAPack: "{site} 的{goods}须整包发出，{wanted} {unit} 不足一包。请按整包数量填写。",
  },
} as const;
