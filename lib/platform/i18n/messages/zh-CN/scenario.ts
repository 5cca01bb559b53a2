export const scenario = {
  errors: { realTime: "系统在用实际时间，没有可推进的演示日期。", over: "演示资料到此为止，没有更多到货记录。" },
  next: "下一天",
  confirm: "把演示日期推进到次日早上 8 点，并带来当日的真实到货。",
  done: "已到 {day}，当日到货正在入账",
  running: "正在入账 {done} / {total}",
} as const;
