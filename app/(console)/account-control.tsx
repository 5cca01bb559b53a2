"use client";

import { Keyboard, LogOut, UserRoundCog } from "lucide-react";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { AccountMenu } from "@/components/ui/frame-controls";
import type { Theme } from "@/components/ui/theme";

/** The account menu of the top bar: own account, theme, sign out. */
export function AccountControl({ name, roles, theme }: { name: string; roles: string; theme: Theme }) {
  const t = useTranslations("nav");
  const h = useTranslations("help");
  return (
    <AccountMenu
      name={name}
      role={roles}
      theme={theme}
      items={[
        { key: "account", label: t("pages.account"), href: "/account", icon: <UserRoundCog aria-hidden /> },
        { key: "help", label: h("title"), href: "/help", icon: <Keyboard aria-hidden /> },
        {
          key: "out",
          label: t("signOut"),
          icon: <LogOut aria-hidden />,
          onSelect: () => void signOut({ callbackUrl: "/sign-in" }),
        },
      ]}
    />
  );
}
