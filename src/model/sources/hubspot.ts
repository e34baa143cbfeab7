import { date, integer, number, reference, sourceId, text, timestamp } from "../columns";
import { sourceTables } from "./source";

const table = sourceTables("HUBSPOT_DATA", "hubspot", "hourly");

const company = reference("COMPANY_ID", "HUBSPOT_DATA.COMPANIES.COMPANY_ID", "Company", 100);

export const hubspotTables = [
  table("COMPANIES", {
    comment: "Companies in the CRM",
    entityType: "company",
    columns: [
      sourceId("COMPANY_ID", "The company in HubSpot"),
      text("NAME", 255, "Name", { embedded: true }),
      text("DOMAIN", 255, "Web domain"),
      text("INDUSTRY", 100, "Line of business", { embedded: true }),
      text("DESCRIPTION", 4000, "What the company does", { embedded: true }),
      text("CITY", 100, "City"),
      text("STATE", 100, "State or region"),
      text("COUNTRY", 100, "Country"),
      integer("NUMBER_OF_EMPLOYEES", "Employees"),
      number("ANNUAL_REVENUE", 15, 2, "Yearly revenue in US dollars"),
      text("LIFECYCLE_STAGE", 100, "Stage of the customer lifecycle"),
      text("OWNER_EMAIL", 255, "E-mail address of the owner", { pii: "high" }),
    ],
  }),
  table("CONTACTS", {
    comment: "People in the CRM",
    entityType: "contact",
    columns: [
      sourceId("CONTACT_ID", "The contact in HubSpot"),
      company,
      text("FIRST_NAME", 100, "Given name", { pii: "low" }),
      text("LAST_NAME", 100, "Family name", { pii: "low" }),
      text("EMAIL", 255, "E-mail address", { pii: "high" }),
      text("PHONE", 50, "Telephone number", { pii: "high" }),
      text("JOB_TITLE", 255, "Job title", { pii: "low" }),
      text("LIFECYCLE_STAGE", 100, "Stage of the customer lifecycle"),
      text("LEAD_STATUS", 100, "Status as a lead"),
      timestamp("LAST_ACTIVITY_AT", "When we were last in touch"),
    ],
  }),
  table("DEALS", {
    comment: "Deals in the pipeline, open and closed",
    entityType: "deal",
    columns: [
      sourceId("DEAL_ID", "The deal in HubSpot"),
      text("DEAL_NAME", 500, "Name", { embedded: true }),
      text("DEAL_STAGE", 100, "Stage", { embedded: true }),
      number("AMOUNT", 15, 2, "Value in US dollars"),
      date("CLOSE_DATE", "Day it closed or is expected to"),
      text("PIPELINE", 100, "Pipeline", { embedded: true }),
      text("DEAL_TYPE", 100, "New business, expansion or renewal", { embedded: true }),
      text("DESCRIPTION", 4000, "What the deal is about", { embedded: true }),
      text("OWNER_EMAIL", 255, "E-mail address of the owner", { pii: "high" }),
      company,
      reference("CONTACT_ID", "HUBSPOT_DATA.CONTACTS.CONTACT_ID", "Main contact", 100),
    ],
  }),
];
