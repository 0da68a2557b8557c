import type { JsonObject } from '@userport/contracts';
import type { TechnologyProfile } from '@userport/providers/builtwith';

/** A profile in the shape that Django keeps as `full_technology_profile`, which its front end reads. */
export function technologyProfileOf(profile: TechnologyProfile, nowMs: number): JsonObject {
  const at = new Date(nowMs).toISOString();
  const { technologies, quality, domain } = profile;
  return {
    enrichment_type: 'technology_info',
    source: 'builtwith',
    status: 'completed',
    completion_percentage: 100,
    processed_data: {
      profile: {
        domain,
        technologies: technologies.map((one) => ({
          name: one.name,
          tags: [...one.tags],
          categories: [...one.categories],
          first_detected: one.firstSeen,
          last_detected: one.lastSeen,
          is_live: one.isLive,
          is_premium: one.isPremium,
          confidence: one.confidence,
        })),
      },
      company_info: {
        name: profile.companyName,
        vertical: profile.vertical,
        city: profile.city,
        state: profile.state,
        country: profile.country,
        social: [...profile.social],
      },
      attributes: {
        employees: profile.employees,
        monthly_spend_usd: profile.monthlySpendUsd,
        sales_revenue_usd: profile.salesRevenueUsd,
      },
    },
    quality_metrics: { quality, technology_count: technologies.length },
    error: null,
    created_at: at,
    updated_at: at,
  };
}
