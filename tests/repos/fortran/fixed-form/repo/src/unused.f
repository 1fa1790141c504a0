      module unused
      end
