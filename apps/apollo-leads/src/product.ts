import type { ApolloLeadsPayload } from '@userport/contracts/apollo-leads';
import { type PersonaRoles, readPersonas } from '@userport/lead-score';

/** The product that leads are looked for, as far as it was told. */
export interface Product {
  readonly name: string;
  readonly description: string;
  readonly idealCustomer: string;
  readonly signals: string;
  readonly personas: readonly PersonaRoles[];
}

const text = (value: string | null | undefined): string => (value ?? '').replace(/\s+/gu, ' ').trim();

/** Reads the product of a payload; personas may be objects, lists or texts. */
export function productOf({ product_data: data }: ApolloLeadsPayload): Product {
  return {
    name: text(data.name),
    description: text(data.description),
    idealCustomer: text(data.icp_description),
    signals: text(data.additional_lead_signals),
    personas: readPersonas(data.persona_role_titles),
  };
}
