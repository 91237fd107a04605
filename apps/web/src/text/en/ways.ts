/** Ways into the plan, one of each door. */
export const ways = {
  copyTitle: 'A copy to download',
  copyLead: 'Edit it wherever you like, also without a connection, and drop it on Sync when you are back.',
  driveTitle: 'All plans as a drive',
  driveLead:
    'A folder with every plan, to be mounted: in Windows Explorer “Map network drive”, in Finder “Connect to server”, in a Linux file manager “Other locations”.',
  driveMake: 'Make the address of a drive',
};
