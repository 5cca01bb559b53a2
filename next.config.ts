import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/platform/i18n/request.ts");

const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: ["pino", "pino-pretty", "pg", "pg-boss", "@node-rs/argon2", "exceljs", "bwip-js"],
  experimental: { serverActions: { bodySizeLimit: "12mb" } },
};

export default withNextIntl(config);
