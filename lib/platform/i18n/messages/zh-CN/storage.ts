export const storage = {
  stocktake: {
    title: "盘点",
    states: { open: "清点中", counted: "已初盘", recounted: "已复盘", approved: "已审批", cancelled: "已取消" },
    moves: { finishCount: "初盘完成", finishRecount: "复盘完成", approve: "审批入账", cancel: "取消" },
  },
  adjustment: {
    title: "库存调整",
    states: { draft: "草稿", submitted: "待审批", posted: "已入账", rejected: "已驳回", reversed: "已冲正" },
    moves: { submit: "提交", post: "审批入账", reject: "驳回", reverse: "冲正" },
  },
  pack: {
    title: "箱规待定",
    states: { open: "待定", resolved: "已确定", dismissed: "已关闭" },
    moves: { resolve: "确定箱规", dismiss: "不再追查" },
  },
  refusals: {
    short:
      "{site} 的{goods}：需要 {wanted} {unit}，可发 {available} {unit}，还差 {missing} {unit}。请减少数量或改从其他库点调。",
    lessThanAPack: "{site} 的{goods}须整包发出，{wanted} {unit} 不足一包。请按整包数量填写。",
  },
} as const;
