"use server";

import { action } from "@/lib/platform/workflow/action";
import { moveShipment, sealShipment } from "./commands/move";
import { packLine, unpackCarton } from "./commands/pack";
import { assignShipment, planShipment } from "./commands/plan";
import { reportPosition } from "./commands/position";
import { addVehicle, editVehicle } from "./commands/vehicle";
import {
  assignShipmentInput,
  editVehicleInput,
  moveShipmentInput,
  packInput,
  planShipmentInput,
  reportPositionInput,
  sealInput,
  unpackInput,
  vehicleInput,
} from "./schema";

export const planShipmentAction = action(planShipmentInput, planShipment);
export const assignShipmentAction = action(assignShipmentInput, assignShipment);
export const moveShipmentAction = action(moveShipmentInput, moveShipment);
export const sealShipmentAction = action(sealInput, sealShipment);
export const packLineAction = action(packInput, packLine);
export const unpackCartonAction = action(unpackInput, unpackCarton);
export const reportPositionAction = action(reportPositionInput, reportPosition);
export const addVehicleAction = action(vehicleInput, addVehicle);
export const editVehicleAction = action(editVehicleInput, editVehicle);
