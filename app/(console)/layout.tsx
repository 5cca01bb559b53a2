import { cookies } from "next/headers";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { RefreshScope } from "@/components/form/refresh";
import { LiveUpdates } from "@/components/live/live-updates";
import { MapTiles } from "@/components/map/tiles";
import { AppFrame } from "@/components/ui/app-frame";
import { LevelBadge, type ResponseLevel } from "@/components/ui/badges";
import { CommandPalette } from "@/components/ui/command-palette";
import { LanguageSwitch, NoticesLink } from "@/components/ui/frame-controls";
import { asTheme, THEME_COOKIE } from "@/components/ui/theme";
import { currentIncident } from "@/lib/decision/incident/queries";
import { levelInForce } from "@/lib/decision/incident/rules";
import { waitingForMe } from "@/lib/decision/situation/queries/work/list";
import { requireActor, signedIn } from "@/lib/platform/auth/require-actor";
import { setLocaleAction } from "@/lib/platform/i18n/actions";
import { areaName } from "@/lib/platform/places/queries";
import { tileSource } from "@/lib/platform/places/tile-source";
import { searchAction } from "@/lib/platform/search/actions";
import { nameIn } from "@/lib/platform/i18n/names";
import { AccountControl } from "./account-control";
import { homeOf, navigationOf } from "./navigation";
import { ScenarioClock } from "./scenario-clock";

const LEVELS: Record<number, ResponseLevel> = { 1: "I", 2: "II", 3: "III", 4: "IV" };

/** The gate of the console and its frame: who is signed in, what they may open, the incident under way and the business clock. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [person, t, locale, cookie] = await Promise.all([signedIn(), getTranslations(), getLocale(), cookies()]);
  const { groups, phoneItems } = navigationOf(actor, (key) => t(key));
  const areaCode = actor.assignments[0]?.areaCode ?? "";
  const [incident, area, waiting] = await Promise.all([
    currentIncident(actor, areaCode),
    areaName(actor, areaCode, locale),
    waitingForMe(actor),
  ]);
  const level = incident
    ? levelInForce(incident.levels, areaCode.length < incident.areaCode.length ? incident.areaCode : areaCode)
    : null;
  return (
    <RefreshScope>
      <AppFrame
        groups={groups}
        phoneItems={phoneItems}
        homeHref={homeOf(actor)}
        incident={
          incident ? (
            <Link
              href={`/decision/incidents/${incident.id}`}
              className="flex min-w-0 items-center gap-2 hover:underline"
            >
              <LevelBadge level={level ? LEVELS[level] : null} />
              <span className="truncate phone:sr-only">{nameIn(incident, locale)}</span>
            </Link>
          ) : (
            <span className="text-ink-3">{t("nav.incidentNone")}</span>
          )
        }
        area={area}
        search={
          <CommandPalette
            search={searchAction}
            start={groups.map((group) => ({
              key: group.key,
              heading: t(`nav.layers.${group.key}`),
              results: group.items.map(({ key, label, href, icon }) => ({ key, label, href, icon })),
            }))}
          />
        }
        notices={<NoticesLink href="/operation/work" count={waiting} />}
        language={<LanguageSwitch onLocale={setLocaleAction} />}
        account={
          <AccountControl
            name={nameIn({ name: actor.name, nameEn: person?.nameEn ?? null }, locale)}
            roles={[...new Set(actor.assignments.map((assignment) => t(`roles.${assignment.role}`)))].join(
              t("ui.common.and"),
            )}
            theme={asTheme(cookie.get(THEME_COOKIE)?.value)}
          />
        }
        clock={<ScenarioClock />}
      >
        <LiveUpdates />
        <MapTiles source={tileSource()}>{children}</MapTiles>
      </AppFrame>
    </RefreshScope>
  );
}
