import { planMachine } from "@/lib/decision/allocation/machine";
import { incidentMachine } from "@/lib/decision/incident/machine";
import { importMachine } from "@/lib/management/exchange/machine";
import { demandMachine, fulfilmentMachine } from "@/lib/operation/demand/machine";
import { discrepancyMachine } from "@/lib/operation/distribution/discrepancy/machine";
import { deliveryMachine } from "@/lib/operation/procurement/machine/delivery";
import { purchaseOrderMachine } from "@/lib/operation/procurement/machine/purchase-order";
import { adjustmentMachine } from "@/lib/operation/storage/machine/adjustment";
import { packQueryMachine } from "@/lib/operation/storage/machine/pack-query";
import { stocktakeMachine } from "@/lib/operation/storage/machine/stocktake";
import { shipmentMachine } from "@/lib/operation/transport/shipment/machine";
import { transferMachine } from "@/lib/operation/transport/transfer/machine";
import { aliasQueryMachine } from "@/lib/operation/catalogue/machine";
import { type Edge, edgesOf, type Machine } from "@/lib/platform/workflow/machine";

/** Every machine of the system. A new one is a line here; the database refuses its moves until the edges are synced by `npm run migrate`. */
export const MACHINES: readonly Machine[] = [
  planMachine,
  aliasQueryMachine,
  incidentMachine,
  demandMachine,
  fulfilmentMachine,
  transferMachine,
  shipmentMachine,
  discrepancyMachine,
  purchaseOrderMachine,
  deliveryMachine,
  packQueryMachine,
  stocktakeMachine,
  adjustmentMachine,
  importMachine,
];

/** The whole table of edges, as `workflow_edge` must hold it. */
export const allEdges = (): Edge[] => MACHINES.flatMap(edgesOf);
