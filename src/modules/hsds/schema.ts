import { z } from 'zod';

/**
 * What is read of a foreign HSDS 3.0 source (docs.openreferral.org): only what is used, leniently; everything else is left
 * alone. Lengths are bounded here once.
 */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .nullish()
    .transform((value) => value?.replaceAll('\0', '').trim() || undefined);
const list = <Item extends z.ZodType>(item: Item, most: number) =>
  z
    .array(item)
    .max(most)
    .nullish()
    .transform((value) => value ?? []);
const id = z.string().regex(/^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/, 'is no UUID');
const number = z
  .union([z.number(), z.string().transform(Number)])
  .nullish()
  .transform((value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined));

const termSchema = z.object({ id: id.nullish(), code: text(100), name: text(300), taxonomy: text(200), term_uri: text(500) });
const attributeSchema = z.object({ value: text(300), link_type: text(100), taxonomy_term: termSchema.nullish() });
const addressSchema = z.object({ city: text(200), region: text(200), postal_code: text(20), country: text(60) });
const locationSchema = z.object({
  location_type: text(40),
  latitude: number,
  longitude: number,
  addresses: list(addressSchema, 20),
});

export const organizationSchema = z.object({
  id,
  name: z.string().min(1).max(200),
  description: text(8000),
  email: text(254),
  website: text(500),
  attributes: list(attributeSchema, 200),
  locations: list(locationSchema, 50),
});
export type HsdsOrganization = z.output<typeof organizationSchema>;

export const serviceSchema = z.object({
  id,
  name: z.string().min(1).max(200),
  description: text(12_000),
  status: text(40),
  url: text(500),
  email: text(254),
  fees_description: text(500),
  last_modified: text(40),
  organization_id: id.nullish(),
  organization: organizationSchema.nullish(),
  languages: list(z.object({ code: text(20), name: text(100) }), 60),
  cost_options: list(z.object({ option: text(200), amount: number, amount_description: text(300) }), 60),
  service_areas: list(z.object({ name: text(200), extent: text(5000), extent_type: text(60) }), 60),
  service_at_locations: list(z.object({ location: locationSchema.nullish() }), 60),
  attributes: list(attributeSchema, 300),
});
export type HsdsService = z.output<typeof serviceSchema>;

/** A page of a listing; some sources give the bare list. */
export const pageSchema = z.object({
  total_items: z.number().int().nonnegative().nullish(),
  total_pages: z.number().int().nonnegative().nullish(),
  page_number: z.number().int().nullish(),
  contents: z.array(z.unknown()),
});
