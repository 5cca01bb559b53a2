"use client";

import { Printer } from "lucide-react";
import { LevelBadge, PriorityBadge } from "@/components/ui/badges";
import { Banner, ErrorSummary, NoPermission, PartialFailure } from "@/components/ui/banner";
import { Button, LinkButton } from "@/components/ui/button";
import { StateChip, type StateKind } from "@/components/ui/chip";
import { DescriptionList, KeyValue } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Card, PageHeader, Section } from "@/components/ui/page-header";
import { FillBar, Quantity } from "@/components/ui/quantity";
import { PageSkeleton } from "@/components/ui/skeleton";
import { Freshness, ServiceClock } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";
import { History } from "@/components/workflow/history";
import { MoveBar } from "@/components/workflow/move-bar";
import { Progress } from "@/components/workflow/progress";
import { StageRibbon } from "@/components/workflow/stage-ribbon";
import { StateLine } from "@/components/workflow/state-line";
import { Steps } from "@/components/workflow/steps";

const NOW = "2020-01-30T02:42:00Z";

const STATES: Array<[StateKind, string, string]> = [
  ["draft", "草稿", "Draft"],
  ["waiting", "待核实", "To verify"],
  ["active", "已批准", "Approved"],
  ["moving", "运输中", "On the way"],
  ["arrived", "已到达", "Arrived"],
  ["done", "已签收", "Handed over"],
  ["returned", "已退回", "Returned"],
  ["refused", "已驳回", "Rejected"],
  ["cancelled", "已取消", "Cancelled"],
  ["trouble", "数量不符", "Difference"],
];

export function DocumentGallery({ zh }: { zh: boolean }) {
  const w = (chinese: string, english: string) => (zh ? chinese : english);
  const piece = w("只", "pcs");
  return (
    <>
      <div>
        <PageHeader
          trail={[{ label: w("需求单", "Demand requests"), href: "/dev/components" }]}
          title={w("模拟需求单 DR-20200130-0014", "Simulated request DR-20200130-0014")}
          state={
            <>
              <StateChip kind="waiting">{w("待核实", "To verify")}</StateChip>
              <PriorityBadge priority="life" />
            </>
          }
          lead={w("N95 口罩缺口 8,400 只，库存可用 1.2 天。", "8,400 N95 masks short; stock lasts 1.2 days.")}
          actions={
            <Button icon={<Printer aria-hidden />} onClick={() => window.print()}>
              {w("打印", "Print")}
            </Button>
          }
        />
        <StateLine
          steps={[
            { key: "draft", label: w("草稿", "Draft"), at: <Freshness at="2020-01-29T23:10:00Z" now={NOW} /> },
            {
              key: "submitted",
              label: w("已提交", "Submitted"),
              at: <Freshness at="2020-01-30T01:02:00Z" now={NOW} />,
            },
            { key: "verified", label: w("已核实", "Verified") },
            { key: "approved", label: w("已批准", "Approved") },
            { key: "fulfilled", label: w("已满足", "Fulfilled") },
          ]}
          current="submitted"
        />
        <StateLine
          steps={[
            { key: "draft", label: w("草稿", "Draft") },
            { key: "submitted", label: w("已提交", "Submitted") },
            { key: "verified", label: w("已核实", "Verified") },
          ]}
          current="submitted"
          exit={{ label: w("已驳回：重复申报", "Rejected: filed twice") }}
        />
        <MoveBar
          moves={[
            {
              name: "verify",
              label: w("核实需求", "Verify request"),
              tone: "primary",
              confirm: w("核实后进入审批，记录您的姓名。", "After this it goes to approval, with your name."),
            },
            { name: "return", label: w("退回补充", "Return for more"), needsReason: true },
            { name: "reject", label: w("驳回需求", "Reject request"), tone: "trouble", needsReason: true },
            {
              name: "merge",
              label: w("合并重复", "Merge duplicates"),
              disabledReason: w("没有发现重复的需求单。", "No duplicates were found."),
            },
          ]}
          act={async (move) => {
            await new Promise((done) => setTimeout(done, 800));
            return move === "verify"
              ? { ok: true }
              : {
                  ok: false,
                  message: w(
                    "未能办理：此单刚由他人核实，请刷新后再看。",
                    "Not done: someone else verified it just now. Refresh and look again.",
                  ),
                };
          }}
        />
      </div>

      <Section
        title={w("供应链", "Value chain")}
        aside={<Freshness at="2020-01-30T02:39:00Z" now={NOW} staleAfterMs={60_000} />}
      >
        <StageRibbon
          stages={[
            {
              key: "procurement",
              label: w("采购与捐赠", "Procurement"),
              href: "#p",
              load: 41,
              loadYesterday: 38,
              loadText: w("41 单", "41 orders"),
              loadYesterdayText: w("昨日 38 单", "yesterday 38"),
              time: w("用时 9 小时", "takes 9 h"),
              timeYesterday: w("昨日 8 小时", "yesterday 8 h"),
            },
            {
              key: "storage",
              label: w("仓储", "Storage"),
              href: "#s",
              load: 212,
              loadYesterday: 96,
              loadText: w("212 批", "212 lots"),
              loadYesterdayText: w("昨日 96 批", "yesterday 96"),
              time: w("用时 31 小时", "takes 31 h"),
              timeYesterday: w("昨日 14 小时", "yesterday 14 h"),
              stuck: w("137 批等待检验", "137 lots await inspection"),
            },
            {
              key: "transport",
              label: w("运输", "Transport"),
              href: "#t",
              load: 17,
              loadYesterday: 22,
              loadText: w("17 车", "17 trucks"),
              loadYesterdayText: w("昨日 22 车", "yesterday 22"),
              time: w("用时 2 小时", "takes 2 h"),
              timeYesterday: w("昨日 2 小时", "yesterday 2 h"),
            },
            {
              key: "distribution",
              label: w("分发", "Distribution"),
              href: "#d",
              load: 9,
              loadYesterday: 30,
              loadText: w("9 处", "9 places"),
              loadYesterdayText: w("昨日 30 处", "yesterday 30"),
              time: w("用时 5 小时", "takes 5 h"),
            },
          ]}
        />
      </Section>

      <Section title={w("数字与徽标", "Figures and badges")}>
        <div className="grid gap-4 lg:grid-cols-4">
          <KeyValue
            href="#rows"
            term={w("未满足需求", "Unmet need")}
            value={<Quantity value={128_400} unit={piece} short />}
            note="10:42"
          />
          <KeyValue
            term={w("一类需求满足率", "Fill of life-saving")}
            value="75%"
            note={w("昨日 68%", "yesterday 68%")}
          />
          <KeyValue
            term={w("防护服", "Gowns")}
            value={
              <Quantity
                value={null}
                estimate={3_000}
                basis={w("按床位数估算", "from the number of beds")}
                unit={w("件", "pcs")}
              />
            }
          />
          <KeyValue term={w("护目镜", "Goggles")} value={<Quantity value={null} unit={w("副", "pairs")} />} />
        </div>
        <div className="mt-4 flex flex-wrap gap-2">
          {(["I", "II", "III", "IV", null] as const).map((level) => (
            <LevelBadge key={level} level={level} />
          ))}
          {(["life", "urgent", "routine"] as const).map((priority) => (
            <PriorityBadge key={priority} priority={priority} />
          ))}
        </div>
        <div className="mt-3 flex flex-wrap gap-2">
          {STATES.map(([kind, chinese, english]) => (
            <StateChip key={kind} kind={kind}>
              {w(chinese, english)}
            </StateChip>
          ))}
        </div>
        <div className="mt-4 grid max-w-xl gap-2">
          <FillBar label={w("满足率", "Fill")} part={3} whole={4} />
          <FillBar label={w("满足率", "Fill")} part={999} whole={1000} tone="neutral" />
          <FillBar label={w("满足率", "Fill")} part={1} whole={9} tone="trouble" />
        </div>
        <div className="mt-4 flex flex-wrap gap-6">
          <ServiceClock dueAt="2020-01-30T04:00:00Z" now={NOW} running={false} />
          <ServiceClock dueAt="2020-01-30T02:52:00Z" now={NOW} totalMs={7_200_000} running={false} />
          <ServiceClock dueAt="2020-01-29T23:42:00Z" now={NOW} running={false} />
          <ServiceClock dueAt="2020-01-29T23:42:00Z" now={NOW} doneAt="2020-01-29T22:00:00Z" />
          <Freshness at={null} now={NOW} />
        </div>
      </Section>

      <Section title={w("单据事实与记录", "Facts and history")}>
        <div className="grid gap-4 lg:grid-cols-2">
          <Card>
            <DescriptionList
              facts={[
                {
                  key: "place",
                  term: w("需求单位", "Requesting place"),
                  value: w("武汉市第七医院", "Wuhan No. 7 Hospital"),
                },
                { key: "by", term: w("需要时间", "Needed by"), value: "2020-01-31 08:00" },
                { key: "beds", term: w("受益人数", "Beneficiaries"), value: null },
                {
                  key: "note",
                  term: w("说明", "Note"),
                  value: w("发热门诊每日消耗约 600 只。", "The fever clinic uses about 600 a day."),
                  wide: true,
                },
              ]}
            />
          </Card>
          <Card>
            <History
              now={NOW}
              entries={[
                {
                  key: "3",
                  what: w("冲正入库", "Reversed the receipt"),
                  who: w("库管员（模拟）", "Warehouse operator (simulated)"),
                  at: "2020-01-30T02:20:00Z",
                  reason: w("型号应为 KN95", "The type is KN95"),
                  tone: "trouble",
                },
                {
                  key: "2",
                  what: w("提交需求", "Submitted"),
                  who: w("医院申请人（模拟）", "Hospital requester (simulated)"),
                  at: "2020-01-30T01:02:00Z",
                },
                {
                  key: "1",
                  what: w("新建草稿", "Drafted"),
                  who: w("医院申请人（模拟）", "Hospital requester (simulated)"),
                  at: "2020-01-22T01:02:00Z",
                },
              ]}
            />
          </Card>
        </div>
      </Section>

      <Section title={w("消息与状态", "Messages and states")}>
        <div className="grid gap-3">
          <Banner title={w("演练数据", "Exercise data")}>
            {w("本页数据均为模拟。", "Everything on this page is simulated.")}
          </Banner>
          <Banner tone="done" title={w("已登记到货", "Receipt registered")}>
            {w("36,000 只已进入待检区。", "36,000 pieces are in quarantine.")}
          </Banner>
          <Banner tone="trouble" title={w("未能批准方案", "The plan was not approved")}>
            {w(
              "A2 馆 N95 口罩可用量少 2,000 只。请重新计算，或减少第 14 行。",
              "Hall A2 is short of 2,000 N95 masks. Compute again, or reduce line 14.",
            )}
          </Banner>
          <PartialFailure
            shown={w("需求与库存", "needs and stock")}
            missing={w("在途运输", "transfers under way")}
            onRetry={() => notify.done(w("已重新读取", "Read again"))}
          />
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => notify.done(w("已批准调拨 3 行", "3 lines approved"))}>
              {w("显示通知", "Show a notice")}
            </Button>
            <Button
              onClick={() =>
                notify.trouble(
                  w("未能保存：网络已断开。请恢复后重试。", "Not saved: no connection. Try again when it is back."),
                )
              }
            >
              {w("显示故障通知", "Show a trouble notice")}
            </Button>
            <Button variant="primary" pending>
              {w("正在计算", "Computing")}
            </Button>
            <Button variant="trouble">{w("撤销发货", "Revoke dispatch")}</Button>
            <LinkButton variant="quiet" href="#x">
              {w("查看依据", "See why")}
            </LinkButton>
          </div>
          <div className="grid gap-4 lg:grid-cols-3">
            <Card>
              <EmptyState
                compact
                title={w("还没有需求单", "No requests yet")}
                action={<Button variant="primary">{w("登记需求", "File a request")}</Button>}
              >
                {w(
                  "医院和社区在这里说明需要什么。请先登记第一份。",
                  "Hospitals and communities say here what they need. File the first one.",
                )}
              </EmptyState>
            </Card>
            <Card>
              <NoPermission helpers={[w("武汉市系统管理员", "Administrator of Wuhan")]} />
            </Card>
            <Card>
              <PageSkeleton />
            </Card>
          </div>
          <Steps
            current={1}
            steps={[
              { key: "1", label: w("选择文件", "Choose file") },
              { key: "2", label: w("对应列", "Match columns") },
              { key: "3", label: w("核对", "Check") },
              { key: "4", label: w("导入", "Import") },
            ]}
          />
          <Progress
            label={w("正在计算方案", "Computing the plan")}
            done={1_420}
            total={2_925}
            unit={w("行", "rows")}
            elapsedMs={14_000}
            leftMs={12_000}
            onCancel={() => notify.news(w("已停止", "Stopped"))}
          >
            <p className="text-sm text-ink-2">
              {w("目前最好 1,204 吨公里，下界 1,180", "Best so far 1,204 t·km, bound 1,180")}
            </p>
          </Progress>
          <ErrorSummary
            errors={[
              { name: "goods", message: w("请选择物资", "Choose the goods") },
              { name: null, message: w("第 3 行与第 5 行重复", "Lines 3 and 5 are the same") },
            ]}
          />
        </div>
      </Section>
    </>
  );
}
