-- Incidents, their levels, sites and vehicles are known to everybody, and until now the second lock let anybody change them too. Seen and locked
-- by all, made and changed only inside one's own areas. Places are made on first use, also for a site elsewhere, and never change.

ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared ON incident FOR SELECT USING (true);
CREATE POLICY made_within_reach ON incident FOR INSERT WITH CHECK (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));
CREATE POLICY changed_within_reach ON incident FOR UPDATE USING (true) WITH CHECK (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE incident_level ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared ON incident_level FOR SELECT USING (true);
CREATE POLICY made_within_reach ON incident_level FOR INSERT WITH CHECK (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));
CREATE POLICY changed_within_reach ON incident_level FOR UPDATE USING (true) WITH CHECK (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE site ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared ON site FOR SELECT USING (true);
CREATE POLICY made_within_reach ON site FOR INSERT WITH CHECK (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));
CREATE POLICY changed_within_reach ON site FOR UPDATE USING (true) WITH CHECK (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

ALTER TABLE vehicle ENABLE ROW LEVEL SECURITY;
CREATE POLICY shared ON vehicle FOR SELECT USING (true);
CREATE POLICY made_within_reach ON vehicle FOR INSERT WITH CHECK (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));
CREATE POLICY changed_within_reach ON vehicle FOR UPDATE USING (true) WITH CHECK (
    (area_code >= current_setting('app.lo1', true) AND area_code < current_setting('app.hi1', true))
    OR (area_code >= current_setting('app.lo2', true) AND area_code < current_setting('app.hi2', true))
    OR (area_code >= current_setting('app.lo3', true) AND area_code < current_setting('app.hi3', true))
    OR (area_code >= current_setting('app.lo4', true) AND area_code < current_setting('app.hi4', true)));

REVOKE UPDATE ON place FROM changping_app, changping_jobs;
REVOKE DELETE ON vehicle FROM changping_app, changping_jobs;
