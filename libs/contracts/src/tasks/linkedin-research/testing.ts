/** A create call as Django sends it; invented people. */
export const REQUEST = {
  account_id: '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01',
  lead_id: 'a2c9d0aa-6f0e-4a55-8a3b-2c0f6f6d1e22',
  person_name: 'Ines Okafor',
  company_name: 'Northwind Robotics',
  person_linkedin_url: 'http://www.linkedin.com/in/ines-okafor-demo',
  posts_html: '<ul><li></li></ul>',
  comments_html: null,
  reactions_html: '',
  research_request_type: 'linkedin_only',
  input_data: {
    lead_data: { name: 'Ines Okafor', headline: 'VP Operations', education: null },
    account_data: { name: 'Northwind Robotics', employee_count: 420 },
    product_data: { name: 'FleetSense', description: null, persona_role_titles: {} },
  },
  job_id: 'linkedin_research_a2c9d0aa-6f0e-4a55-8a3b-2c0f6f6d1e22',
  origin: 'api',
  user_id: '5d0c7a52-0b51-4f0b-9d1f-5f2f1f1b2a10',
  attempt_number: 1,
  max_retries: 3,
};
