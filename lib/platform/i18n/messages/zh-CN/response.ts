export const response = {
  title: "应急响应 4W",
  lead: "谁（Who）做了什么（What）、在哪里（Where）、何时（When）：由签收单逐行得出，可按 HXL 标签导出，供上级和国际机构汇总。",
  method:
    "只计送达医院、社区等接收方并签收的数量；库间调拨不计。各单位分列，不相加。服务人数来自需求单，未填为未知。更正后的数量以现在的记录为准。",
  distribution: "物资发放",
  sectors: { health: "卫生健康", foodSecurity: "食品保障", wash: "饮水与卫生", logistics: "后勤保障" },
  filters: { incident: "突发事件", from: "起", to: "止", area: "区划代码", any: "全部" },
  fields: {
    who: "谁",
    donor: "来源 {name}",
    what: "做了什么",
    quantity: "数量",
    where: "在哪里",
    when: "何时",
    people: "服务人数",
    incident: "突发事件",
    document: "运单",
  },
  empty: { title: "没有签收记录", text: "接收方签收运单后，逐行出现在这里。可放宽事件或日期再试。" },
} as const;
