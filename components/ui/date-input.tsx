"use client";

import type { ComponentProps } from "react";
import { Input } from "./input";

/**
 * A day (`2020-01-30`), or with `withTime` a local date and time (`2020-01-30T08:00`, in the time zone of the page). The browser's own
 * control: its keyboard and phone pickers are the best there are.
 */
export function DateInput({
  withTime = false,
  ...rest
}: Omit<ComponentProps<typeof Input>, "type"> & { withTime?: boolean }) {
  return <Input {...rest} type={withTime ? "datetime-local" : "date"} />;
}
