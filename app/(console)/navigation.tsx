import {
  Boxes,
  ClipboardCheck,
  ClipboardList,
  ClipboardPenLine,
  FileInput,
  GitCompareArrows,
  HeartHandshake,
  History,
  ListChecks,
  type LucideIcon,
  Map as MapIcon,
  PackageCheck,
  PackageSearch,
  Radar,
  Route,
  Scale,
  ShoppingCart,
  Siren,
  Split,
  Tags,
  TriangleAlert,
  Truck,
  Users,
  Warehouse,
} from "lucide-react";
import type { NavGroup } from "@/components/ui/app-frame";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Permission } from "@/lib/platform/auth/permissions";
import { canSomewhere } from "@/lib/platform/auth/reach";
import type { MessageKey } from "@/lib/platform/i18n/messages";

type PageName = Extract<MessageKey, `nav.pages.${string}`> extends `nav.pages.${infer Name}` ? Name : never;
type PhonePage = Extract<MessageKey, `nav.phone.${string}`> extends `nav.phone.${infer Name}` ? Name : never;

interface Entry {
  page: PageName;
  href: string;
  permission: Permission;
  icon: LucideIcon;
}

/** Every page of the console with the permission that opens it: navigation shows what a person may use and nothing else. */
const ENTRIES: Record<NavGroup["key"], Entry[]> = {
  decision: [
    { page: "situation", href: "/decision/situation", permission: "situation.read", icon: Radar },
    { page: "incidents", href: "/decision/incidents", permission: "incident.read", icon: Siren },
    { page: "plans", href: "/decision/plans", permission: "plan.read", icon: Split },
    { page: "comparison", href: "/decision/comparison", permission: "plan.read", icon: GitCompareArrows },
  ],
  management: [
    { page: "catalogue", href: "/management/catalogue", permission: "catalogue.read", icon: PackageSearch },
    { page: "aliases", href: "/management/aliases", permission: "alias.teach", icon: Tags },
    { page: "packs", href: "/management/packs", permission: "pack.resolve", icon: Boxes },
    { page: "parties", href: "/management/parties", permission: "party.read", icon: HeartHandshake },
    { page: "places", href: "/management/places", permission: "site.read", icon: MapIcon },
    { page: "imports", href: "/management/imports", permission: "import.run", icon: FileInput },
    { page: "response", href: "/management/response", permission: "response.read", icon: ClipboardPenLine },
    { page: "checks", href: "/management/checks", permission: "stock.checkBalances", icon: Scale },
    { page: "people", href: "/management/people", permission: "person.read", icon: Users },
    { page: "audit", href: "/management/audit", permission: "audit.read", icon: History },
  ],
  operation: [
    { page: "work", href: "/operation/work", permission: "work.read", icon: ListChecks },
    { page: "demand", href: "/operation/demand", permission: "demand.read", icon: ClipboardList },
    { page: "purchase", href: "/operation/purchase", permission: "purchase.read", icon: ShoppingCart },
    { page: "deliveries", href: "/operation/deliveries", permission: "delivery.read", icon: PackageCheck },
    { page: "stock", href: "/operation/stock", permission: "stock.read", icon: Warehouse },
    { page: "stocktakes", href: "/operation/stocktakes", permission: "stock.read", icon: ClipboardCheck },
    { page: "transfers", href: "/operation/transfers", permission: "transfer.read", icon: Route },
    { page: "shipments", href: "/operation/shipments", permission: "shipment.read", icon: Truck },
    { page: "discrepancies", href: "/operation/discrepancies", permission: "discrepancy.read", icon: TriangleAlert },
  ],
};

/** What the phone's bottom bar prefers, in order; the first four a person may use. */
const PHONE: PhonePage[] = [
  "work",
  "situation",
  "demand",
  "shipments",
  "deliveries",
  "stock",
  "plans",
  "transfers",
  "incidents",
  "catalogue",
  "people",
  "audit",
];

const iconOf = (Icon: LucideIcon) => <Icon aria-hidden />;

/** Navigation of this person, in three groups, from the permission table. */
export function navigationOf(actor: Actor, label: (key: MessageKey) => string) {
  const usable = (entries: Entry[]) => entries.filter((entry) => canSomewhere(actor, entry.permission));
  const item = (entry: Entry) => ({
    key: entry.page,
    href: entry.href,
    label: label(`nav.pages.${entry.page}`),
    icon: iconOf(entry.icon),
  });
  const groups: NavGroup[] = (Object.keys(ENTRIES) as NavGroup["key"][]).map((key) => ({
    key,
    items: usable(ENTRIES[key]).map(item),
  }));
  const all = Object.values(ENTRIES).flat();
  const phoneItems = PHONE.flatMap((page) =>
    usable(all.filter((entry) => entry.page === page)).map((entry) => ({
      ...item(entry),
      label: label(`nav.phone.${page}`),
    })),
  ).slice(0, 4);
  return { groups, phoneItems };
}

/** Where a person starts. */
export function homeOf(actor: Actor): string {
  if (canSomewhere(actor, "situation.read")) return "/decision/situation";
  return "/operation/work";
}
