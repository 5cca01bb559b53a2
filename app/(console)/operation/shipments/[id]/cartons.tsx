import { useLocale, useTranslations } from "next-intl";
import { ActionForm, FormField } from "@/components/form/action-form";
import { Chip } from "@/components/ui/chip";
import { NumberInput } from "@/components/ui/number-input";
import { Section } from "@/components/ui/page-header";
import { Quantity } from "@/components/ui/quantity";
import { Select } from "@/components/ui/select";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { packLineAction, unpackCartonAction } from "@/lib/operation/transport/shipment/actions";
import { nameIn } from "@/lib/platform/i18n/names";

interface Shipment {
  id: string;
  version: number;
  lines: {
    id: string;
    unit: string;
    goods: { nameZh: string; nameEn: string };
    lot: { number: string; packSize: bigint | null };
  }[];
  cartons: { id: string; sscc: string; simulated: boolean; contents: { lineId: string; quantity: bigint }[] }[];
}

/** Cartons of a shipment with their SSCCs; packed and opened here until the seal. */
export function CartonsSection({ shipment, editable }: { shipment: Shipment; editable: boolean }) {
  const t = useTranslations("transport.shipment");
  const locale = useLocale();
  if (!editable && shipment.cartons.length === 0) return null;
  const lineOf = (id: string) => shipment.lines.find((line) => line.id === id);
  return (
    <Section
      title={t("fields.cartons")}
      aside={
        shipment.cartons.some((carton) => carton.simulated) ? (
          <Chip tone="faded">{t("packForm.simulated")}</Chip>
        ) : undefined
      }
    >
      {editable ? (
        <ActionForm
          action={packLineAction}
          fixed={{ id: shipment.id, version: shipment.version }}
          submit={t("packForm.submit")}
          done={t("packForm.done")}
          variant="secondary"
          className="mb-4 grid gap-3"
          labels={{
            lineId: t("packForm.line"),
            perCarton: t("packForm.perCarton"),
            cartons: t("packForm.cartons"),
          }}
        >
          <FormField name="lineId" label={t("packForm.line")} required>
            <Select
              name="lineId"
              placeholder={false}
              options={shipment.lines.map((line) => ({
                value: line.id,
                label: `${nameIn(line.goods, locale)} · ${line.lot.number}`,
              }))}
            />
          </FormField>
          <div className="grid gap-3 sm:grid-cols-2">
            <FormField name="perCarton" label={t("packForm.perCarton")} required>
              <NumberInput
                name="perCarton"
                min={1}
                unit={shipment.lines[0]?.unit}
                defaultValue={shipment.lines[0]?.lot.packSize ? Number(shipment.lines[0].lot.packSize) : null}
              />
            </FormField>
            <FormField name="cartons" label={t("packForm.cartons")} hint={t("packForm.cartonsHint")}>
              <NumberInput name="cartons" min={1} max={500} />
            </FormField>
          </div>
        </ActionForm>
      ) : null}
      {shipment.cartons.length > 0 ? (
        <Table caption={t("fields.cartons")} dense>
          <thead>
            <Tr>
              <Th>{t("fields.sscc")}</Th>
              <Th>{t("fields.contents")}</Th>
              {editable ? <Th>{t("packForm.unpack")}</Th> : null}
            </Tr>
          </thead>
          <tbody>
            {shipment.cartons.map((carton) => (
              <Tr key={carton.id}>
                <Td>
                  <span className="tabular-nums">{carton.sscc}</span>
                </Td>
                <Td>
                  {carton.contents.map((content) => {
                    const line = lineOf(content.lineId);
                    return (
                      <span key={content.lineId} className="block">
                        {line ? `${nameIn(line.goods, locale)} · ${line.lot.number} ` : ""}
                        <Quantity value={Number(content.quantity)} unit={line?.unit} />
                      </span>
                    );
                  })}
                </Td>
                {editable ? (
                  <Td>
                    <ActionForm
                      action={unpackCartonAction}
                      fixed={{ id: shipment.id, version: shipment.version, cartonId: carton.id }}
                      submit={t("packForm.unpack")}
                      done={t("packForm.unpacked")}
                      variant="quiet"
                      className=""
                    >
                      {null}
                    </ActionForm>
                  </Td>
                ) : null}
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </Section>
  );
}
