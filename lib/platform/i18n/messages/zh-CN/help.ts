export const help = {
  title: "按键与标记",
  lead: "每一页都通用的按键和记号。",
  keys: {
    title: "按键",
    search: { key: "Ctrl K", does: "搜索单据、物资、站点和页面" },
    rows: { key: "J / K", does: "在表格里下移、上移一行" },
    open: { key: "Enter", does: "打开所在的行" },
    skip: { key: "Tab", does: "进页后先按一次可跳到正文" },
    close: { key: "Esc", does: "关闭侧栏或对话框" },
  },
  signs: {
    title: "记号",
    estimate: { sign: "≈", means: "估计数，旁边写明依据" },
    unknown: { sign: "未知", means: "尚不清楚，不等于零" },
    simulated: { sign: "模拟", means: "演示用的虚构资料" },
    level: { sign: "I – IV", means: "响应级别，按国家规定用红、橙、黄、蓝" },
    trouble: { sign: "紫红色", means: "异常：总带图标和文字" },
  },
} as const;
