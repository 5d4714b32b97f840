-- What a member has not handed in yet lies in its own browser: whoever hands the links out could open one and read along.
alter table checks.team_ticket drop column draft;
