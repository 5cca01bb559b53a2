import { z } from "zod";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "@/lib/platform/auth/password-length";
import { Role } from "@/lib/platform/db/generated/enums";

export const ROLES = Object.values(Role);
/** Roles that work at one site: their assignment names it. */
export const SITE_ROLES: readonly Role[] = ["warehouseOperator", "hospitalRequester"];

const areaCode = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, "errors.malformed");

const assignment = z.object({
  role: z.enum(ROLES as [Role, ...Role[]], "errors.required"),
  areaCode,
  siteId: z.uuid().optional(),
});

export const inviteInput = assignment.extend({
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, "people.errors.username"),
  name: z.string().trim().min(1, "errors.required").max(60),
  nameEn: z.string().trim().max(80).optional(),
});
export type InviteInput = z.infer<typeof inviteInput>;

export const grantInput = assignment.extend({ personId: z.uuid() });
export type GrantInput = z.infer<typeof grantInput>;

export const endAssignmentInput = z.object({
  assignmentId: z.uuid(),
  reason: z.string().trim().min(1, "errors.reasonNeeded").max(2000),
});
export type EndAssignmentInput = z.infer<typeof endAssignmentInput>;

export const personInput = z.object({
  personId: z.uuid(),
  reason: z.string().trim().min(1, "errors.reasonNeeded").max(2000),
});
export type PersonInput = z.infer<typeof personInput>;

const password = z.string().min(PASSWORD_MIN_LENGTH, "people.errors.passwordShort").max(PASSWORD_MAX_LENGTH);

export const changePasswordInput = z
  .object({ current: z.string().max(PASSWORD_MAX_LENGTH), next: password, again: z.string().max(PASSWORD_MAX_LENGTH) })
  .refine((input) => input.next === input.again, { path: ["again"], message: "people.errors.passwordDiffers" })
  .refine((input) => input.next !== input.current, { path: ["next"], message: "people.errors.passwordSame" });
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

export const acceptInviteInput = z
  .object({ token: z.string().min(20).max(100), next: password, again: z.string().max(PASSWORD_MAX_LENGTH) })
  .refine((input) => input.next === input.again, { path: ["again"], message: "people.errors.passwordDiffers" });
export type AcceptInviteInput = z.infer<typeof acceptInviteInput>;
