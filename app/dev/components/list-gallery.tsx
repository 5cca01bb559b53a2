"use client";

import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { PriorityBadge } from "@/components/ui/badges";
import { Button, IconButton } from "@/components/ui/button";
import { StateChip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { Input } from "@/components/ui/input";
import { Menu } from "@/components/ui/menu";
import { Dialog, DialogClose, Popover, Tooltip } from "@/components/ui/overlay";
import { Section } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Quantity } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import { SidePanel, WithSidePanel } from "@/components/ui/side-panel";
import { TableSkeleton } from "@/components/ui/skeleton";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { LinkTabs, Tabs } from "@/components/ui/tabs";
import { ServiceClock } from "@/components/ui/time";
import { UnitTotals } from "@/components/ui/unit-totals";

const HERE = "/dev/components";

export function ListGallery({ zh }: { zh: boolean }) {
  const w = (chinese: string, english: string) => (zh ? chinese : english);
  const [open, setOpen] = useState(true);
  const rows = [
    ["DR-0014", w("武汉市第七医院", "Wuhan No. 7 Hospital"), "life", 36_000, "2020-01-30T02:00:00Z"],
    [
      "DR-0015",
      w(
        "华中科技大学同济医学院附属协和医院（西院区）发热门诊",
        "Union Hospital (West), Tongji Medical College, fever clinic",
      ),
      "urgent",
      null,
      "2020-01-30T05:00:00Z",
    ],
    [
      "DR-0016",
      w("江岸区台北街道桃源社区", "Taoyuan community, Jiang'an"),
      "routine",
      123_456_789_012,
      "2020-01-31T05:00:00Z",
    ],
  ] as const;
  return (
    <Section title={w("列表", "Lists")}>
      <LinkTabs
        label={w("列表分类", "Views")}
        tabs={[
          { key: "open", label: w("未满足", "Unmet"), href: HERE, current: true, count: 3 },
          { key: "all", label: w("全部", "All"), href: `${HERE}?all=1`, current: false },
        ]}
      />
      <div className="h-3" />
      <FilterBar
        action={HERE}
        chips={[
          { key: "area", label: w("区：江岸区", "Area: Jiang'an"), removeHref: HERE },
          { key: "class", label: w("类别：救命", "Class: life-saving"), removeHref: HERE },
        ]}
        clearHref={HERE}
        saved={[{ id: "1", name: w("我的一类需求", "My life-saving needs"), href: HERE }]}
        onSave={() => undefined}
        onDeleteSaved={() => undefined}
      >
        <Field label={w("关键词", "Words")} className="w-56">
          <Input name="q" type="search" />
        </Field>
        <Field label={w("优先级", "Priority")} className="w-40">
          <Select
            name="priority"
            placeholder={w("全部", "All")}
            options={[{ value: "life", label: w("救命", "Life-saving") }]}
          />
        </Field>
      </FilterBar>
      <WithSidePanel
        panel={
          open ? (
            <SidePanel
              title="DR-0014"
              onClose={() => setOpen(false)}
              actions={<Button variant="primary">{w("核实需求", "Verify request")}</Button>}
            >
              <p>{w("列表留在原处，详情在旁边。", "The list stays, the detail is beside it.")}</p>
            </SidePanel>
          ) : null
        }
      >
        <DataTable
          caption={w("需求单", "Demand requests")}
          columns={[
            {
              key: "no",
              nowrap: true,
              header: w("单号", "Number"),
              sort: { href: `${HERE}?sort=no`, direction: "asc" },
            },
            { key: "place", header: w("单位", "Place") },
            { key: "class", header: w("优先级", "Priority") },
            { key: "state", header: w("状态", "State"), phoneHidden: true },
            {
              key: "quantity",
              header: w("数量", "Quantity"),
              numeric: true,
              sort: { href: `${HERE}?sort=quantity`, direction: null },
            },
            { key: "due", header: w("期限", "Due") },
          ]}
          rows={rows.map(([no, place, priority, quantity, due], index) => ({
            key: no,
            href: `${HERE}?open=${no}`,
            label: no,
            current: index === 0 && open,
            tone: index === 0 ? "trouble" : undefined,
            cells: [
              no,
              place,
              <PriorityBadge key="p" priority={priority} />,
              <StateChip key="s" kind={index === 0 ? "trouble" : "waiting"}>
                {index === 0 ? w("已超时", "Overdue") : w("待核实", "To verify")}
              </StateChip>,
              <Quantity
                key="q"
                value={quantity}
                estimate={quantity === null ? 600 : null}
                basis={w("按床位数", "from beds")}
                unit={w("只", "pcs")}
              />,
              <ServiceClock key="d" dueAt={due} now="2020-01-30T02:42:00Z" running={false} />,
            ],
          }))}
          select={{ name: "request", actions: <Button size="sm">{w("批量核实", "Verify these")}</Button> }}
          footer={{
            quantity: (
              <UnitTotals
                totals={[
                  { unit: w("只", "pcs"), total: 123_456_825_012 },
                  { unit: w("套", "sets"), total: 40 },
                ]}
                unknown={w("另 1 行未知", "1 more unknown")}
              />
            ),
          }}
          empty={<EmptyState title={w("没有需求单", "No requests")} />}
        />
        <Pager previousHref={HERE} firstHref={HERE} count={{ value: 12_345, approximate: true }} />
      </WithSidePanel>
      <div className="mt-6 grid gap-6 lg:grid-cols-2">
        <Tabs
          label={w("方案", "Plan")}
          tabs={[
            {
              key: "a",
              label: w("按去向", "By destination"),
              content: (
                <Table caption={w("按去向的调拨", "Transfers by destination")} dense>
                  <thead>
                    <tr>
                      <Th>{w("去向", "To")}</Th>
                      <Th numeric>{w("数量", "Quantity")}</Th>
                    </tr>
                  </thead>
                  <tbody>
                    <Tr>
                      <Td>{w("武昌医院", "Wuchang Hospital")}</Td>
                      <Td numeric>
                        <Quantity value={16_000} unit={w("只", "pcs")} />
                      </Td>
                    </Tr>
                    <Tr tone="trouble">
                      <Td>{w("未说明去向", "No destination stated")}</Td>
                      <Td numeric>
                        <Quantity value={4_000} unit={w("只", "pcs")} />
                      </Td>
                    </Tr>
                  </tbody>
                </Table>
              ),
            },
            { key: "b", label: w("按来源", "By source"), content: <TableSkeleton rows={3} columns={3} /> },
          ]}
        />
        <div className="flex flex-wrap items-start gap-2">
          <Dialog
            trigger={<Button>{w("打开对话框", "Open a dialog")}</Button>}
            title={w("撤回此单", "Withdraw this request")}
            description={w("撤回后可以再次提交。", "It can be submitted again later.")}
            footer={
              <DialogClose asChild>
                <Button variant="primary">{w("撤回", "Withdraw")}</Button>
              </DialogClose>
            }
          />
          <Popover label={w("依据", "Reason")} trigger={<Button>{w("为何是这个数", "Why this figure")}</Button>}>
            {w("受 A2 馆保底库存约束。", "Bound by the reserve floor of hall A2.")}
          </Popover>
          <Tooltip text={w("按先到期先出拣选", "First expired, first out")}>
            <Button>FEFO</Button>
          </Tooltip>
          <Menu
            trigger={<IconButton label={w("更多操作", "More")} icon={<MoreHorizontal aria-hidden />} />}
            items={[
              { key: "csv", label: w("导出 CSV", "Export CSV"), href: HERE },
              { key: "line", separator: true },
              { key: "cancel", label: w("取消单据", "Cancel"), tone: "trouble", onSelect: () => undefined },
            ]}
          />
        </div>
      </div>
    </Section>
  );
}
