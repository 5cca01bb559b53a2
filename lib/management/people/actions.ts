"use server";

import { z } from "zod";
import { action, ownerAction, publicAction } from "@/lib/platform/workflow/action";
import { endAssignment, grantAssignment } from "./commands/assignment";
import { acceptInvitation, inviteAgain, invitePerson } from "./commands/invite";
import { changePassword, endOwnSessions } from "./commands/own-account";
import { disablePerson, enablePerson } from "./commands/standing";
import {
  acceptInviteInput,
  changePasswordInput,
  endAssignmentInput,
  grantInput,
  inviteInput,
  personInput,
} from "./schema";

export const invitePersonAction = action(inviteInput, invitePerson);
export const inviteAgainAction = action(personInput, inviteAgain);
export const disablePersonAction = action(personInput, disablePerson);
export const enablePersonAction = action(personInput, enablePerson);
export const grantAssignmentAction = action(grantInput, grantAssignment);
export const endAssignmentAction = action(endAssignmentInput, endAssignment);
export const changePasswordAction = ownerAction(changePasswordInput, changePassword);
export const endOwnSessionsAction = action(z.object({}), endOwnSessions);
export const acceptInvitationAction = publicAction(acceptInviteInput, acceptInvitation);
