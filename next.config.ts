import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/platform/i18n/request.ts");

const config: NextConfig = {
  poweredByHeader: false,
  // Several servers of one checkout (tests beside a running demo) each build into a folder of their own.
  distDir: process.env.CHANGPING_DIST ?? ".next",
  // Types are checked by `npm run types` in seconds; here the same check would take most of a first start.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pino", "pino-pretty", "pg", "pg-boss", "@node-rs/argon2", "exceljs", "bwip-js", "highs"],
  experimental: { serverActions: { bodySizeLimit: "12mb" } },
};

export default withNextIntl(config);
