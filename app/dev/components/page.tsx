import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { ChartsGallery } from "./charts-gallery";
import { DocumentGallery } from "./document-gallery";
import { FormGallery } from "./form-gallery";
import { GalleryFrame } from "./gallery-frame";
import { ListGallery } from "./list-gallery";
import { MapGallery } from "./map-gallery";

/** Every component with simulated data, for looking at and for axe. Development only. */
export default async function ComponentsPage() {
  if (process.env.NODE_ENV === "production") notFound();
  const zh = (await getLocale()) === "zh-CN";
  return (
    <GalleryFrame zh={zh}>
      <div className="grid gap-10">
        <DocumentGallery zh={zh} />
        <ListGallery zh={zh} />
        <FormGallery zh={zh} />
        <ChartsGallery zh={zh} />
        <MapGallery zh={zh} />
      </div>
    </GalleryFrame>
  );
}
