/** Words of column headers, Chinese and English, by the field they name. Grown from sheets met; add here what is missing. */
import type { ImportField, ImportKind } from "../model/table";

const words = (list: string): readonly string[] => list.split("|");

/** Headers that mean one field whatever the sheet tells. Compared whole, folded, without spaces and brackets. */
export const EXACT: Readonly<Record<Exclude<ImportField, "party">, readonly string[]>> = {
  date: words(
    "日期|时间|发放时间|发放日期|接收时间|接收日期|捐赠时间|捐赠日期|入库时间|入库日期|出库时间|出库日期|登记时间|登记日期|到货日期|盘点日期|年月日|date|day|time|date received|date issued|received on|issued on|issue date|receipt date|delivery date|distribution date|stocktake date|as of",
  ),
  goods: words(
    "品名|物资|物资名称|物品|物品名称|货物名称|商品名称|产品名称|品目|名称|捐赠物资|捐赠物品|发放物资|需求物资|物资品名|所需物资|物质名称|货品|货品名称|品种|item|items|goods|product|product name|item name|description|commodity|article|material|supply|supplies|item description|goods description",
  ),
  spec: words(
    "规格|规格型号|型号|型号规格|规格/型号|包装规格|标准|规格参数|规格要求|执行标准|spec|specs|specification|specifications|model|type/model|packing|pack|pack size|standard|size",
  ),
  unit: words(
    "计量单位|数量单位|单位(计量)|计数单位|计量|包装单位|最小单位|基本单位|物资单位|unit|units|uom|unit of measure|measure|u/m",
  ),
  quantity: words(
    "数量|捐赠数量|发放数量|接收数量|实发数量|实收数量|入库数量|出库数量|需求数量|需求量|申请数量|入库|出库|收入|发出|入库量|出库量|库存|库存量|库存数量|结存|现存量|实盘数|实盘数量|总数量|总数|qty|quantity|amount|count|qty requested|quantity requested|requested|quantity needed|qty needed|qty issued|quantity issued|issued qty|qty received|quantity received|on hand|stock|balance|number|no. of units|total quantity",
  ),
  batch: words(
    "批号|批次|生产批号|产品批号|批次号|lot|lot no|lot no.|lot number|batch|batch no|batch no.|batch number",
  ),
  expiry: words(
    "有效期|有效期至|失效日期|效期|到期日|保质期至|截止有效期|有效日期|expiry|expiry date|expires|expires on|expiration|expiration date|exp|exp date|best before|use by",
  ),
  needed: words("是否需要|需要|是否急需|needed|need|required|is needed"),
  city: words("市|城市|地市|所在城市|市州|地区|city|prefecture"),
  district: words("区|区县|县区|区/县|所在区|行政区|区域|district|county|area"),
  note: words("备注|说明|附注|用途|备考|note|notes|remark|remarks|comment|comments"),
  source: words("来源文件|出处|source|reference|ref"),
};

export const PARTY_EXACT: Readonly<Record<ImportKind, readonly string[]>> = {
  issued: words(
    "接收单位|受赠单位|受捐单位|领用单位|领取单位|领物单位|收货单位|接受单位|受援单位|发往单位|发放单位|分配单位|发放对象|接收方|受赠方|收货方|去向|物资去向|接收医院|医院|医院名称|单位名称|使用单位|recipient|recipients|recipient name|receiver|consignee|hospital|beneficiary|beneficiary organization|issued to|delivered to|destination|to|receiving unit|receiving organization|organization|facility|institution|ship to|distributed to",
  ),
  received: words(
    "捐赠单位|捐赠方|捐赠人|捐赠者|捐赠单位/个人|捐赠单位(个人)|捐赠企业|捐赠机构|捐赠来源|爱心单位|来源单位|物资来源|来源|供货单位|供应商|捐赠单位名称|捐赠人/单位|捐赠人(单位)|单位名称|单位/个人|姓名/单位|donor|donors|donor name|donated by|giver|from|supplier|vendor|contributor|sender|organization|received from|donating organization",
  ),
  needs: words(
    "医院|医院名称|需求单位|申请单位|需求方|机构|机构名称|单位名称|医疗机构|需求医院|受援单位|接收单位|hospital|hospital name|facility|institution|organization|requester|requested by|recipient|clinic|site|health facility",
  ),
  stock: words(
    "仓库|库点|储备点|储备库|仓库名称|存放地点|存放点|储存地点|库房|存储单位|代储单位|单位名称|地点|site|warehouse|store|depot|location|facility|storage site|storage location",
  ),
};

/** Parts of Chinese headers that decide when the whole is not listed, tried in this order. */
export const PARTS: readonly [ImportField, RegExp][] = [
  // What one package holds is no quantity, however it is headed.
  ["spec", /每[箱件盒包袋].*(?:数|量)|单[箱件盒包](?:数|装)|装箱数|箱规|包装数/],
  ["goods", /(?:品名|物资|物质|物品|货物|商品|产品|名称).*(?:规格|型号|[及和与、/]数量)/],
  ["expiry", /有效期|效期|失效|保质期|expir/],
  ["batch", /批号|批次|\blot\b|\bbatch\b/],
  ["unit", /计量|计数单位|包装单位|\buom\b/],
  ["date", /日期|时间|\bdate\b/],
  ["spec", /规格|型号|\bspec/],
  ["quantity", /数量|数目|总量|需求量|库存|结存|结余|(?<![人户位天次批参号])数$|\bqty\b|\bquantity\b/],
  [
    "goods",
    /品名|品种|物资|物质|物品|货物|商品|产品|药品|器械|器材|耗材|货品|物料|\bitem\b|\bgoods\b|\bproduct\b|\bcommodity\b/,
  ],
  ["note", /备注|说明|\bremark|\bnote/],
];
export const PARTY_PARTS: Readonly<Record<ImportKind, RegExp>> = {
  issued:
    /接收|接受|受赠|受捐|受援|受助|领用|领取|领物|领料|收货|收件|去向|调往|发往|送达|签收单位|医院|医疗机构|社区|街道|学校|\brecipient|\bconsignee|\bhospital|\bbeneficiar/,
  received: /捐赠|捐助|捐献|赠与|爱心|来源|来货|供货|供应商|\bdonor|\bdonat|\bsupplier/,
  needs: /医院|机构|需求单位|需求方|申请单位|社区|街道|学校|\bhospital|\bfacility|\brequester/,
  stock: /仓库|库点|储备|存放|库房|\bwarehouse|\bdepot/,
};
/** Headers that name some unit of people ("定点单位"), and those of them that name another end than this kind's. */
export const SOME_PARTY = /单位(?:名称)?$/;
export const OTHER_PARTY: Readonly<Record<ImportKind, RegExp>> = {
  issued: /生产|制造|供|捐|发货|送货|来货|承运|运输|经办|填报|制表|监督|审批|主管|包装|最小|基本/,
  received: /接收|领用|领取|受赠|收货|使用|需求|生产|制造|承运|运输|经办|填报|制表|审批|主管|包装|最小|基本/,
  needs: /生产|制造|供|捐|发货|送货|承运|运输|经办|填报|制表|审批|主管|包装|最小|基本/,
  stock: /生产|制造|供|捐|领用|接收|发货|送货|承运|运输|经办|填报|制表|审批|主管|包装|最小|基本/,
};

export const CAPTION =
  /(?:序号|编号|行号|电话|手机|联系|地址|网址|链接|经办|审核|签字|价值|金额|单价|价格|运单|^no\.?$|^seq|^id$|phone|contact|address|price|value|status|review|url|filled down|\braw\b)/;
